namespace Keepalive.Core.Tests.Architecture;

/// <summary>A kind of wording that a reader with another first language has to read twice.</summary>
/// <param name="Pattern">A regular expression for it. A space in it matches any white space, so that a line end doesn't hide it.</param>
/// <param name="Reason">Why it is hard to read.</param>
/// <param name="Plain">The plain form.</param>
/// <param name="Example">A sentence that the pattern must find.</param>
internal sealed record OddWording(string Pattern, string Reason, string Plain, string Example)
{
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
    ];
}
