using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Keepalive.Desktop.Companion;

/// <summary>Ends a companion that does not end without help. On Windows its children are in a job that ends with it.</summary>
internal static class ProcessTree
{
    /// <summary>.NET Framework has no Kill for a tree; PowerShell 6 and later do.</summary>
    private static readonly MethodInfo? s_killTree = typeof(Process).GetMethod("Kill", [typeof(bool)]);

    public static void Kill(Process process)
    {
        try
        {
            if (s_killTree is not null)
            {
                s_killTree.Invoke(process, [true]);
            }
            else
            {
                process.Kill();
            }

            process.WaitForExit(1000);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or TargetInvocationException)
        {
            // The process has already ended.
        }
    }
}
