using System.Globalization;
using System.Runtime.InteropServices;
using Keepalive.Packaging;
using Keepalive.Packaging.Help;

const string Usage = """
    Usage:
      Keepalive.Packaging about FOLDER PAGE...
          Writes each about page as plain text into the folder.
      Keepalive.Packaging package ROOT [--output FOLDER] [--work FOLDER] [--native FOLDER] [--rid RID] [--xz LEVEL]
          Makes the packages of the repository at ROOT, in out/packages or FOLDER. --native names a folder that has
          claude-aws for each platform, in folders named after the platforms; without it, this platform's is made.
          --work names the folder for all that is made on the way (out/packaging). --xz is the level of compression
          of .deb and .rpm, 0 to 9 (6).
    """;

try
{
    switch (args)
    {
        case ["about", string folder, .. string[] pages]:
            Directory.CreateDirectory(folder);
            foreach (string page in pages)
            {
                File.WriteAllText(Path.Combine(folder, Path.GetFileNameWithoutExtension(page) + ".help.txt"), AboutText.Of(File.ReadAllText(page)));
            }

            return 0;

        case ["package", string root, .. string[] options]:
            Release release = await Release.ReadAsync(Path.GetFullPath(root)) with { XzLevel = Option(options, "--xz") is { } level ? int.Parse(level, CultureInfo.InvariantCulture) : Release.DefaultXzLevel };
            var command = new PackageCommand(
                release,
                Path.GetFullPath(Option(options, "--output") ?? release.PathOf("out", "packages")),
                Path.GetFullPath(Option(options, "--work") ?? release.PathOf("out", "packaging")));
            await command.RunAsync(Option(options, "--native") is { } natives ? Path.GetFullPath(natives) : null, Option(options, "--rid") ?? RuntimeInformation.RuntimeIdentifier);
            return 0;

        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (PackagingException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and int index && index + 1 < options.Length ? options[index + 1] : null;
