//! Constructs of .NET's documentation, each with values that match and values that do not.

use super::{BALANCING, CASES, DEEP, HALVES, INVALID, Reading, TWICE, translate};
use crate::packages::patterns::Patterns;
use slipway_domain::parameters::{PatternCheck, PatternVerdict};

/// A pattern, values it matches, values it does not.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CHARACTERS: &[Row] = &[
    (
        r"^\a\e\f\n\r\t\v$",
        &["\x07\x1b\x0c\n\r\t\x0b"],
        &["aefnrtv"],
    ),
    (r"^[\b]$", &["\x08"], &["b"]),
    (r"^\x41\u0042\u00e9$", &["ABé"], &["AB"]),
    (r"^\cA\ca\c[$", &["\x01\x01\x1b"], &["AA["]),
    (r"^\0\040\101$", &["\0 A"], &["0"]),
    (r"^\<b\>$", &["<b>"], &["b"]),
    (r"\<", &["a<b"], &["word", ""]),
    (r"^\-\/\!\#\ \'\@$", &["-/!# '@"], &["x"]),
    (r"^a{,5}$", &["a{,5}"], &["a", "aaa", ""]),
    (r"^a{b}{$", &["a{b}{"], &["a"]),
    (r"^a{1, 2}$", &["a{1, 2}"], &["a", "aa"]),
    (r"^]}$", &["]}"], &["]"]),
    (r"^a{2}$", &["aa"], &["a", "aaa"]),
    (r"^a{2,}?b$", &["aab", "aaaab"], &["ab"]),
    (r"^a{1,2}$", &["a", "aa"], &["aaa"]),
    (r"^a??$", &["", "a"], &["aa"]),
];

const ANCHORS: &[Row] = &[
    (r"^a$", &["a", "a\n"], &["a\n\n", "b\na", "a\r\n"]),
    (r"^a\Z", &["a", "a\n"], &["a\n\n", "ab"]),
    (r"\Aa\z", &["a"], &["a\n", "ba"]),
    (r"(?m)^b$", &["a\nb\nc", "b", "b\n"], &["a\nbc"]),
    (r"(?m:^b$)|^c$", &["a\nb\n", "c"], &["a\nc"]),
    (r"\Ga", &["ab"], &["ba"]),
    (
        r"\bcat\b",
        &["a cat sat", "cat", "é cat!"],
        &["concat", "catsé"],
    ),
    (r"\Bat\B", &["cats"], &["at", "cat", "éat "]),
    (r"^\bé", &["é"], &["e"]),
    (r"a$\n", &["a\n"], &["a", "a\nb"]),
];

const CLASSES: &[Row] = &[
    (r"^[\w-\.]+$", &["a-b.c", "-", "."], &["a b", "a+b"]),
    (r"^[\w\.-]+@[\w-]+$", &["a.b-c@d-e"], &["a b@c"]),
    (r"^[a-z-[aeiou]]+$", &["xyz"], &["xaz", "-", "["]),
    (r"^[a-z-[d-w-[m-o]]]+$", &["abcmnoxyz"], &["d", "p", "w"]),
    (r"^[\w-[\d_]]+$", &["aé"], &["a1", "_"]),
    (r"^[^a-z-[0-9]]$", &["A", "-"], &["a", "5"]),
    (r"^[a-[a]]$", &[], &["a", "-", "["]),
    (r"^[0-9-[2468]]+$", &["13579"], &["2"]),
    (r"^[[]$", &["["], &["a"]),
    (r"^[[a]+$", &["[a"], &["]"]),
    (r"^[]a]+$", &["]a"], &["["]),
    (r"^[^]a]$", &["b", "["], &["]", "a"]),
    (r"^[a&&b]+$", &["a&b"], &["c"]),
    (r"^[a~~b-]+$", &["a~b-"], &["c"]),
    (r"^[a\]b]+$", &["a]b"], &["c"]),
    (r"^[+--]+$", &["+,-"], &["."]),
    (r"^[a-]+$", &["a-"], &["b"]),
    (r"^[-a]+$", &["-a"], &["b"]),
    (r"^[\-x]+$", &["-x"], &["y"]),
    (r"^[\x30-\x39]+$", &["09"], &["a"]),
    (r"^[.$^*(){}|?+]+$", &[".$^*(){}|?+"], &["a", "\\"]),
    (r"^[\\]$", &["\\"], &["a"]),
    (r"^[ #]+$", &["# "], &["a"]),
];

const UNICODE: &[Row] = &[
    (r"^\d+$", &["0123", "٠١٢", "߅"], &["Ⅷ", "²", "a"]),
    (
        r"^\w+$",
        &["aé_9", "日本", "a\u{301}", "‿"],
        &["ⓐ", "Ⅷ", "a-b", "€"],
    ),
    (r"^\W$", &["-", "ⓐ", "€"], &["a", "é", "_"]),
    (
        r"^\s+$",
        &[" \t\r\n\u{85}\u{a0}\u{3000}\u{2028}"],
        &["\u{200b}", "a"],
    ),
    (r"^\S+$", &["a\u{200b}"], &["\u{a0}"]),
    (r"^\D$", &["a", "é"], &["5", "٠"]),
    (r"^\p{L}+$", &["aéß日"], &["1", "_"]),
    (r"^\p{Lu}\p{Ll}\p{Nd}\p{P}\p{Sc}$", &["Aa1!€"], &["aA1!€"]),
    (r"^\P{L}+$", &["12!"], &["a", "é"]),
    (r"^[^\P{Lu}]+$", &["ABÉ"], &["a"]),
    (r"^[\p{L}\P{Nd}-[x]]$", &["a", "!"], &["5", "x"]),
    (r"^\p{IsBasicLatin}+$", &["abc ~\x7f"], &["é"]),
    (r"^\P{IsBasicLatin}+$", &["éü"], &["a"]),
    (r"^[\p{IsGreek}\p{IsCyrillic}]+$", &["αЖ"], &["a"]),
    (r"^[^\p{IsLatin-1Supplement}]$", &["a"], &["é"]),
    (
        r"^\p{IsGreekandCoptic}\p{IsHiragana}\p{IsArabicPresentationForms-B}$",
        &["αあ\u{fe71}"],
        &["a"],
    ),
    (
        r"^[\u0000-\uFFFF-[\s\p{P}\p{IsGreek}\x85]]+$",
        &["abc"],
        &["a b", "α", "!"],
    ),
    (r"^.$", &["é", "\r"], &["\n", "ab"]),
];

const GROUPS: &[Row] = &[
    (r"^(a)(b)\2\1$", &["abba"], &["abab"]),
    (r"^(?<x>a)(b)\1\2$", &["abba"], &["abab"]),
    (r"^(?'x'a)\k<x>\k'x'$", &["aaa"], &["aa"]),
    (r"^(?<x>a)\<x>$", &["aa"], &["a<x>"]),
    (r"^(?<5>a)(b)\5\1$", &["abab"], &["abba"]),
    (r"^(a)\11$", &["a\t"], &["aa1"]),
    (r"^(?>a+)ab$", &[], &["aaab"]),
    (r"^(?:a|ab)c$", &["ac", "abc"], &["bc"]),
    (r"^(?n)(a)(?<x>b)\1$", &["abb"], &["aba"]),
    (r"^(?n:(a))(b)\1$", &["abb"], &["aba"]),
    (r"(?#a comment)^a(?#another)+$", &["aaa"], &["a?"]),
    (
        "(?x) ^ a b \\ c  # rest\n +$",
        &["ab c", "ab ccc"],
        &["abc"],
    ),
    (r"^(?x: a b )[ ]$", &["ab "], &["ab"]),
    (r"^(?i)ab(?-i)C$", &["ABC", "abC"], &["abc"]),
    (
        r"^(?i:É)a(b|(?i)c)d$",
        &["éabd", "ÉaCd"],
        &["éABd", "éaBd", "éabD"],
    ),
    (r"^(?i)(a)\1$", &["aA"], &["ab"]),
    (r"^\p{Lu}(?i:é)[^\p{Lu}]$", &["AÉa", "Aé1"], &["aéa", "AéA"]),
    (r"^(?s).$", &["\n"], &[""]),
    (r"^(?s-s:.)$", &["a"], &["\n"]),
    (r"^(?=.*\d)(?!.*x).{2,}$", &["a1"], &["ab", "x1"]),
    (r"(?<=a)b(?<!c)", &["ab"], &["cb"]),
    (r"(?<=a+)b", &["aaab"], &["b"]),
];

const CONDITIONS: &[Row] = &[
    (r"^(a)?(?(1)b|c)$", &["ab", "c"], &["ac", "b"]),
    (r"^(?<q>')?a(?(q)')$", &["a", "'a'"], &["'a", "a'"]),
    (r"^(?(?=a)ab|cd)$", &["ab", "cd"], &["ad", "cb"]),
    (r"^(?(\d)\d{3}|x)$", &["123", "x"], &["12", "1x"]),
    (r"^(?(nope)n|x)$", &["x"], &["n"]),
];

#[test]
fn constructs_mean_what_dotnet_documents() {
    let engine = Patterns { full_match: false };
    for (pattern, good, bad) in [CHARACTERS, ANCHORS, CLASSES, UNICODE, GROUPS, CONDITIONS].concat()
    {
        for value in good {
            let verdict = engine.check(pattern, value);
            assert_eq!(verdict, PatternVerdict::Matches, "{pattern} {value:?}");
        }
        for value in bad {
            let verdict = engine.check(pattern, value);
            assert_eq!(verdict, PatternVerdict::DoesNotMatch, "{pattern} {value:?}");
        }
    }
}

#[test]
fn what_cannot_be_written_for_the_engine_says_why() {
    for (pattern, why) in [
        (
            r"^(?:(?<open>\()|(?<-open>\))|[^()])*(?(open)(?!))$",
            BALANCING,
        ),
        (r"(?<close-open>x)", BALANCING),
        (r"(?'close-open'x)", BALANCING),
        (r"\uD83D\uDE00", HALVES),
        (r"[\uD800-\uDBFF]", HALVES),
        (r"\p{Cs}", HALVES),
        (r"\p{IsHighSurrogates}", HALVES),
        (r"(?<a>x)(?<a>y)\k<a>", TWICE),
        (r"(?i)^[^\p{Lu}]+$", CASES),
        (r"^(?i:a\P{Ll})", CASES),
        ("a**", INVALID),
        ("a++", INVALID),
        ("a{2}{3}", INVALID),
        ("a{3,2}", INVALID),
        ("*a", INVALID),
        ("{2}", INVALID),
        ("(a", INVALID),
        ("a)", INVALID),
        ("[a", INVALID),
        ("[b-a]", INVALID),
        (r"[a-\d]", INVALID),
        ("[a-z-[b]c]", INVALID),
        (r"\y", INVALID),
        (r"\1", INVALID),
        (r"\k<x>", INVALID),
        (r"\p{Nope}", INVALID),
        (r"\p{isbasiclatin}", INVALID),
        (r"\pL", INVALID),
        (r"\x4", INVALID),
        (r"\u{41}", INVALID),
        ("(?P<a>b)", INVALID),
        ("(?<a", INVALID),
        ("(?", INVALID),
        ("\\", INVALID),
        ("(?#", INVALID),
        ("(?(1)a)", INVALID),
        ("(?(?=a)b|c|d)", INVALID),
    ] {
        let written = translate(pattern, Reading::default());
        assert_eq!(written, Err(why), "{pattern}");
    }
    let deep = format!("{}a{}", "(".repeat(1_000), ")".repeat(1_000));
    assert_eq!(translate(&deep, Reading::default()), Err(DEEP));
}

#[test]
fn what_the_engine_cannot_tell_is_not_enforced() {
    let engine = Patterns { full_match: false };
    for (pattern, value) in [
        // Two halves to .NET, one character to the engine.
        ("^.{2}$", "😀"),
        (r"^[\u0000-\uFFFF]+$", "😀"),
    ] {
        let verdict = engine.check(pattern, value);
        assert_eq!(verdict, PatternVerdict::NotCheckable, "{pattern} {value}");
    }
    assert_eq!(engine.check("^.+$", "😀"), PatternVerdict::Matches);
}

#[test]
fn a_whole_value_is_matched_whatever_the_pattern_ends_in() {
    let engine = Patterns { full_match: true };
    for (pattern, value, verdict) in [
        ("(?x) a # b", "a", PatternVerdict::Matches),
        ("a|ab", "ab", PatternVerdict::Matches),
        ("a|b", "xb", PatternVerdict::DoesNotMatch),
        ("^a$", "a\n", PatternVerdict::DoesNotMatch),
    ] {
        assert_eq!(engine.check(pattern, value), verdict, "{pattern} {value:?}");
    }
}
