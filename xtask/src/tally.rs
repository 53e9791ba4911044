//! Counting tests from the closing lines of their runners, and naming those that failed.
//!
//! Known are cargo-nextest, cargo's own test runner and Playwright.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The closing lines among a runner's output with the names that follow them, and what they count.
pub(crate) fn read(lines: &[String]) -> (Vec<String>, Tally) {
    let plain: Vec<String> = lines.iter().map(|line| without_colour(line)).collect();
    let mut tally = Tally::default();
    let mut closing = Vec::new();
    for line in plain {
        if let Some(counted) = closing_line(&line) {
            tally += counted;
            closing.push(line);
        } else if !closing.is_empty() && names_a_test(&line) {
            closing.push(line);
        }
    }
    (closing, tally)
}

/// After its closing line each runner names what failed: Playwright "    [project] › file › test",
/// nextest "        FAIL [   0.1s] package test", or "TIMEOUT" and "SIGNAL" for FAIL.
fn names_a_test(line: &str) -> bool {
    let text = line.trim_start();
    let nextest = ["FAIL [", "TIMEOUT [", "SIG", "TRY "];
    (line.starts_with("    [") && line.contains(" › "))
        || nextest.iter().any(|word| text.starts_with(word))
}

fn closing_line(line: &str) -> Option<Tally> {
    if let Some((_, counts)) = rust_runner(line) {
        return Some(Tally {
            passed: count(counts, "passed"),
            failed: ["failed", "exec", "timed"]
                .iter()
                .map(|word| count(counts, word))
                .sum(),
        });
    }
    playwright(line)
}

/// nextest: "Summary [ 0.1s] 3 tests run: 2 passed (1 slow), 1 failed, 0 skipped";
/// cargo: "test result: ok. 3 passed; 0 failed; …", which nextest repeats indented for each test
/// whose output it shows.
fn rust_runner(line: &str) -> Option<(&str, &str)> {
    if line.trim_start().starts_with("Summary [") {
        return line.split_once(" run: ");
    }
    line.strip_prefix("test result: ")?.split_once(". ")
}

/// "  12 passed (3.4s)", indented by exactly two; a flaky test passed in the end.
fn playwright(line: &str) -> Option<Tally> {
    let text = line.strip_prefix("  ")?;
    let (number, words) = text.split_once(' ')?;
    let number: u64 = number.parse().ok()?;
    let word = words.split(" (").next()?;
    let (passed, failed) = match word {
        "passed" | "flaky" => (number, 0),
        "failed" | "interrupted" => (0, number),
        "skipped" | "did not run" => (0, 0),
        _ => return None,
    };
    Some(Tally { passed, failed })
}

/// The number right before a word; 0 where the word is absent.
fn count(counts: &str, word: &str) -> u64 {
    let words: Vec<&str> = counts.split([' ', ',', ';', '(', ')']).collect();
    let pair = words.windows(2).find(|pair| pair[1] == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// Without the terminal's escape sequences ("\x1b[…m").
fn without_colour(line: &str) -> String {
    let mut parts = line.split('\x1b');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += part
            .split_once(|c: char| c.is_ascii_alphabetic())
            .map_or("", |(_, text)| text);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(text: &str) -> (u64, u64, usize) {
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let (closing, tally) = read(&lines);
        (tally.passed, tally.failed, closing.len())
    }

    #[test]
    fn counts_nextest() {
        let ok = "     Summary [   0.2s] 31 tests run: 31 passed (2 slow, 1 leaky), 4 skipped";
        assert_eq!(tally(ok), (31, 0, 1));
        let bad = "     Summary [   0.2s] 9/12 tests run: 5 passed, 2 failed, 1 exec failed, 1 timed out, 0 skipped";
        assert_eq!(tally(bad), (5, 4, 1));
        let named = format!("{bad}\n        FAIL [   0.009s] (2/12) slipway-domain forms::empty");
        assert_eq!(tally(&named), (5, 4, 2));
        let shown = format!("    test result: FAILED. 0 passed; 1 failed; 0 ignored\n{bad}");
        assert_eq!(tally(&shown), (5, 4, 1));
        let one = "\x1b[32;1m     Summary\x1b[0m [   0.0s] \x1b[1m1\x1b[0m test run: \x1b[1m1\x1b[0m passed, 0 skipped";
        assert_eq!(tally(one), (1, 0, 1));
    }

    #[test]
    fn counts_cargo_test() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert_eq!(tally(text), (4, 2, 2));
    }

    #[test]
    fn counts_playwright() {
        let text = "  1 failed\n    [hydrated] › smoke.spec.ts:3:1 › opens\n  2 flaky\n  3 skipped\n  1 did not run\n  12 passed (3.4s)";
        assert_eq!(tally(text), (14, 1, 6));
        assert_eq!(
            tally("    12 passed\nserver: 12 passed\n  4 servers"),
            (0, 0, 0)
        );
    }
}
