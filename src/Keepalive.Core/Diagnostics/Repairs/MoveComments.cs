using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Moves every comment that follows a value to its own line above the value.</summary>
internal sealed class MoveComments(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    /// <summary>In a command line it may be no comment: the aws CLI hands it to the program.</summary>
    public static bool Suits(string key) => key is not "credential_process";

    protected override IniDocument Change(IniDocument document)
    {
        // From the end: a moved comment is a line more for all that comes after it.
        for (int section = document.Sections.Count - 1; section >= 0; section--)
        {
            foreach (IniPlace place in IniPlace.In(document, section).Reverse().ToArray())
            {
                if (Suits(IniPlace.KeyOf(document, place)))
                {
                    document = document.MoveComment(place);
                }
            }
        }

        return document;
    }
}
