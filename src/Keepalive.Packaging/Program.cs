using Keepalive.Packaging.Help;

// about FOLDER PAGE...: writes each about page as plain text into the folder.
if (args is ["about", string folder, .. string[] pages])
{
    Directory.CreateDirectory(folder);
    foreach (string page in pages)
    {
        File.WriteAllText(Path.Combine(folder, Path.GetFileNameWithoutExtension(page) + ".help.txt"), AboutText.Of(File.ReadAllText(page)));
    }

    return 0;
}

Console.Error.WriteLine("Usage: Keepalive.Packaging about FOLDER PAGE...");
return 2;
