namespace Keepalive.Diagnostics.Support;

/// <summary>One file of a bundle, masked already.</summary>
/// <param name="Name">Its name in the bundle.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Text">Its whole content.</param>
public sealed record SupportPart(string Name, string What, string Text);
