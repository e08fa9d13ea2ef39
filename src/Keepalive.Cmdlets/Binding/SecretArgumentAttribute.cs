using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>Refuses text where a SecureString belongs, in words of its own: PowerShell's would repeat the text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData as PSObject)?.BaseObject is string || inputData is string
            ? throw new ArgumentTransformationMetadataException(
                "Plain text is not accepted, because it stays in the history and in transcripts. Omit -Secret to get a prompt, or use Read-Host -AsSecureString.")
            : inputData;
}
