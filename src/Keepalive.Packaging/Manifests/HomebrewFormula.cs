using System.Text;

namespace Keepalive.Packaging.Manifests;

/// <summary>The formula of a Homebrew tap: the finished program for macOS and Linux.</summary>
internal static class HomebrewFormula
{
    private static readonly (string System, string Processor, string Rid)[] s_platforms =
        [("macos", "arm", "osx-arm64"), ("macos", "intel", "osx-x64"), ("linux", "arm", "linux-arm64"), ("linux", "intel", "linux-x64")];

    public static void Write(string folder, Release release, IEnumerable<Download> downloads)
    {
        var platforms = new StringBuilder();
        foreach (IGrouping<string, (string System, string Processor, string Rid)> system in s_platforms.GroupBy(platform => platform.System))
        {
            (string Processor, Download Download)[] files =
                [.. from platform in system
                    from download in downloads
                    where download.Rid == platform.Rid
                    select (platform.Processor, download)];
            if (files.Length > 0)
            {
                platforms.Append($"  on_{system.Key} do\n");
                foreach ((string processor, Download download) in files)
                {
                    platforms.Append($"    on_{processor} do\n      url \"{download.Address}\"\n      sha256 \"{download.Hash}\"\n    end\n");
                }

                platforms.Append("  end\n\n");
            }
        }

        if (platforms.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "claude-aws.rb"), $$"""
            class ClaudeAws < Formula
              desc "{{Release.Summary}}"
              homepage "{{release.ProjectUri}}"
              version "{{release.Version}}"
              license "MIT"

            {{platforms.ToString().TrimEnd('\n')}}

              def install
                bin.install "claude-aws"
                man1.install Dir["man/*.1"]
                bash_completion.install "completions/bash" => "claude-aws"
                zsh_completion.install "completions/zsh" => "_claude-aws"
                fish_completion.install "completions/fish" => "claude-aws.fish"
              end

              test do
                assert_match version.to_s, shell_output("#{bin}/claude-aws --version")
              end
            end

            """.ReplaceLineEndings("\n"));
    }
}
