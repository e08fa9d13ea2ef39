namespace Keepalive.Core.Tests.Architecture;

/// <summary>A kind of wording that a reader with another first language has to read twice.</summary>
/// <param name="Pattern">A regular expression for it. A space in it matches any white space, so that a line end doesn't hide it.</param>
/// <param name="Reason">Why it is hard to read.</param>
/// <param name="Plain">The plain form.</param>
/// <param name="Example">A sentence that the pattern must find.</param>
internal sealed record OddWording(string Pattern, string Reason, string Plain, string Example)
{
    /// <summary>Whether the pattern is for the texts that a user reads (pages, help, messages), and not for comments and decisions.</summary>
    public bool IsForUsers { get; private init; }

    /// <summary>Every sentence of issue 13 that a reader stumbled over is an example here, with its kind.</summary>
    public static IReadOnlyList<OddWording> All { get; } =
    [
        new(@"\b[Nn]obody\b|\b[Ss]omebody\b|\b[Ee]verybody\b|\b[Ww]hoever\b", "A person or program without a name.",
            "Name the subject: the user, another process, no program, all callers.", "nobody means the other"),
        new(@"<summary>(?:What|Who|Whose)\b", "A clause in place of a noun.", "Begin with the noun: The result of ..., The reason why ...", "/// <summary>What a repair has done.</summary>"),
        new(@"\b[Ww]hat (?:can )?becomes? of\b|\b[Ww]hat is (?:kept|left|told|known|said|held|asked|done|so) of\b|\bof nothing\b|\bof nobody\b",
            "A clause in place of a noun.", "Use the noun: the result, the remaining part, the saved data.", "What is kept of nothing."),
        new(@"\bdid not do it\b", "A verb without a meaning.", "failed: {reason}", "The store did not do it."),
        new(@"\blonely\b", "A metaphor.", "the key that has no partner", "remove the lonely one"),
        new(@"\bhas to take\b|\bhave to take\b", "A vague verb.", "must be writable", "A folder that has to take files can't"),
        new(@"\ball but past\b|\b(?:is|are|was|were) past\b", "An unusual adjective.", "has expired; expires very soon", "a credential that is past, or all but past"),
        new(@"\b(?:login|sign-in|factor|it|account|password) rests\b|\bhas to rest\b|\bresting\b|\bstands still\b", "A metaphor.", "is paused", "login rests 10 min"),
        new(@"(?:^|[.;:>]\s*)Goes (?:it|them|on|through|to)\b|\bGoes it to its end\b", "A sentence without a subject, in inverted order.", "Runs the login until it ends.", "/// <summary>Goes it to its end.</summary>"),
        new(@"\b[Ss]lips?\b(?! of paper)", "A metaphor.", "a mistake", "A slip is told with line and column"),
        new(@"\bcontent (?:when|where) (?:there|it|none|nobody)\b", "An unusual adjective.", "Succeeds also if there is none.", "content when there is none"),
        new(@"\bhand(?:s|ed|ing)? (?:\w+ ){0,3}out\b", "A phrasal verb.", "give, export, return", "too soon to be handed out"),
        new(@"\bno other is\.", "An ellipsis.", "Repeat the noun and the verb.", "A browser tab was opened a few minutes ago; no other is."),
        new(@"\ball the same\b", "An idiom.", "still, although, in spite of", "'profile' is work all the same"),
        new(@"\bthe other look\b|\b(?:a|the|one|no|every|last|second) look\b(?! like)", "A noun for an action.", "check, test, read", "the other look"),
        new(@"\bby itself\b", "An idiom.", "automatically", "It is not asked for by itself."),
        new(@"\bgo(?:es)? before\b", "A metaphor for priority.", "overrides; has priority over", "The variable goes before the file."),
        new(@"(?:^|[.;:>] )Else (?:the|a|it|in|there|by|what|that)\b|, else (?:the|a|it|in|there|by|nothing|what|that|one)\b",
            "A word of programs.", "otherwise", "The profile, else the default."),
        new(@"\b(?:is|are|was|were) meant\b", "A vague verb.", "is intended; is chosen", "Nothing, if that is meant."),
        new(@"\b[Mm]end(?:s|ing)?\b|\bmended\b", "A rare verb.", "repair, correct, fix", "Mend that line in an editor."),
        new(@"\bsane reading\b", "A metaphor.", "is not valid", "a line that has no sane reading"),
        new(@"\bcounts? (?:as|for nothing)\b|\bcounts for\b", "A metaphor.", "is treated as; is ignored; is used", "The setting counts as not set."),
        new(@"\b[Tt]ak(?:e|es|en|ing) (?:it |them |him |all |the \w+ |this |that |what \w+ )?(?:out|away)\b", "A phrasal verb.", "remove, delete", "Take the keys out: they are past."),
        new(@"\bstands? (?:there|here|in|behind|beside|below|above|alone|for|twice|under|between)\b", "A metaphor for a place.",
            "is in, is after, occurs, means", "A comment stands behind a value."),
        new(@"(?<![Tt]here )\bis no (?!longer|more|different|other|such|room|need|reason|doubt|point|one\b)[a-z]+", "A negated noun.", "is not a ...", "The file is no folder."),
        new(@"\bgo(?:es|ing)? on\b", "A phrasal verb.", "continue", "To go on, sign in."),
        new(@"\bsees? to it\b|\bwithout a word\b|\bfor itself\b|\bmidst\b|\btold apart\b|\bfalls? back on\b|\b[Aa]s a rule\b|\bno sooner\b",
            "An idiom.", "make sure; silently; separately; in the middle; is case-sensitive; uses; usually", "Claude Code passes over it without a word."),
        new(@"\bvouch(?:es|ed)?\b|\bin Amazon's place\b|\bcomes? garbled\b", "A rare word.", "trusted by, issued by; instead of Amazon; is garbled", "A certificate that nobody trusted vouches for."),
        new(@"\btoo soon to be\b|\blive(?:s)? through\b|\ba key that lives\b|\bkeeps? a session from living\b", "A metaphor.", "expires soon; continues; is valid", "requests carry a key that lives"),

        // The kinds of sentences that a second outside reader had to read twice, in pages, help and messages.
        new(@"\b[Oo]f (?:a |the |an |other |another |tools' )?[\w' ]{1,30}? only (?:the|its|a) (?:name|program|value|last|first)\b", "Inverted order.",
            "For a command, only the program is shown.", "Of a command only the program is shown.") { IsForUsers = true },
        new(@"(?:^|[,;.] |\band )[Ss]o (?:is|are|has|have|can|does|do) (?:it|the|an?|each|every|all)\b|\bNot found (?:is|are)\b", "Inverted order.",
            "Begin with the subject, and use 'too'.", "So has each weakness a test.") { IsForUsers = true },
        new(@"^#+ (?:What|Who|Whose)\b|^\|.*\| (?:What|Who|Whose) (?:it|they) [^|]+\|\s*$", "A clause as a heading.", "Use a noun: Limits, Purpose, Effect, Protected data.",
            "## What is wired") { IsForUsers = true },
        new(@"\bin turns?\b|\bin a row\b|\bsays? so\b|\bfails? closed\b", "An idiom.",
            "one after the other; 3 times; reports this; stops every command", "The command tries these in turn.") { IsForUsers = true },
        new(@"\bno way to (?:ask|reach|get)\b|\bhas (?:no|not) taken\b|\b(?:was|were) given no\b", "A vague phrase.", "Keepalive can't ask you; did not accept", "There is no way to ask a person here.") { IsForUsers = true },
        new(@"\b[Ss]tand-ins?\b|\b(?:is|are|was|were) played\b|\bdriven\b", "A metaphor.", "a simulation; is simulated; is run", "The services are played by a stand-in.") { IsForUsers = true },
        new(@"\bwould be joined\b|\bpending sign-in\b|\bsign-in [^.]{0,60}that is (?:pending|running)\b", "Two words for one thing, or a late relative clause.",
            "This command would wait for the running sign-in.", "The sign-in to 'corp' that is running would be joined.") { IsForUsers = true },
        new(@"\bthe one of (?:Keepalive|the)\b|\bof (?:its|their) own[.;]|\b(?:is|are|was|were) told\b|\bwhere it asks\b|\btells? which\b", "A word without its noun.",
            "Repeat the noun: Keepalive's status line; another code; is reported", "It is shown next to the one of Keepalive.") { IsForUsers = true },
        new(@"\bone (?:code|question|sign-in) (?:a|per) day\b|\bfor the day\b", "A wrong time: an MFA session lasts 12 hours.", "one code every 12 hours", "Keepalive needs one code a day.") { IsForUsers = true },
        new(@"\b(?:wants?|wanted) (?:the|a) (?:two |both )?(?:processors?|person)\b|\b(?:costs?|pays?) (?:at|by|for) (?:its|every|all)\b", "A metaphor.",
            "uses the processors; needs time", "Twenty processes wanted the two processors.") { IsForUsers = true },
    ];
}
