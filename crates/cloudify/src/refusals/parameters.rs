//! What the manager says of the parameters of a start, parameter by parameter.

/// Each parameter that is named, with what is said of it; nothing where the words are of another
/// form.
pub(super) fn told(said: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for line in said.lines() {
        let found = undeclared(line)
            .or_else(|| missing(line))
            .or_else(|| one(line));
        match found {
            Some(found) => all.extend(found),
            // A part that cannot be told apart belongs to the whole, so that all of it is shown.
            None => return Vec::new(),
        }
    }
    all
}

/// `Workflow "w" does not have the following parameters declared: a,b. Remove …`
fn undeclared(line: &str) -> Option<Vec<(String, String)>> {
    let (_, names) = line.split_once(" does not have the following parameters declared: ")?;
    let (names, _) = names.rsplit_once(". Remove ")?;
    Some(each(names, "The workflow has no such parameter."))
}

/// `Workflow "w" must be provided with the following parameters to execute: a,b`
fn missing(line: &str) -> Option<Vec<(String, String)>> {
    let (_, names) =
        line.split_once(" must be provided with the following parameters to execute: ")?;
    Some(each(names, "It has to be given."))
}

/// `Parameter "a" must be of type …`, `Parameter "a" does not meet its constraints: …`
fn one(line: &str) -> Option<Vec<(String, String)>> {
    const CONSTRAINTS: &str = "\" does not meet its constraints: ";
    let rest = line.strip_prefix("Parameter \"")?;
    if let Some((name, rule)) = rest.split_once(CONSTRAINTS) {
        return Some(vec![(name.to_owned(), rule.to_owned())]);
    }
    let (name, kind) = rest.split_once("\" must be of type ")?;
    let message = format!("It must be of type {kind}.");
    Some(vec![(name.to_owned(), message)])
}

fn each(names: &str, message: &str) -> Vec<(String, String)> {
    let names = names.split(',').map(str::trim);
    names
        .map(|name| (name.to_owned(), message.to_owned()))
        .collect()
}
