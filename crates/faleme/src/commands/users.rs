//! `users`: who may use the server.

use crate::cli::{Users as Args, UsersAction};
use crate::clock::written;
use crate::output::Output;
use crate::table::table;
use crate::users::{SHORTEST, Users, What};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

/// Carries out a step.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    // A folder without a case has no users either.
    crate::case::Case::load(&args.dir)?;
    let users = Users::open(&args.dir)?;
    match args.action.as_ref().unwrap_or(&UsersAction::List) {
        UsersAction::List => list(&users, out)?,
        UsersAction::Log { limit } => log(&users, *limit, out)?,
        change => {
            let said = said(change);
            let done = carry_out(&users, change);
            let about = done.as_ref().map_or_else(|e| format!("{said}: {e:#}"), |_| said.clone());
            users.log(&by(), What::Users, &about, "command line", done.is_ok())?;
            let (what, token) = (format!("{said}: done"), done?);
            match token {
                Some(token) => {
                    out.note("this token is shown once only:");
                    out.result(&json!({ "token": token }), || token.clone())?;
                }
                None => out.result(&json!({ "done": said }), || what)?,
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn by() -> String {
    std::env::var("USER").ok().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| "owner".into())
}

fn said(step: &UsersAction) -> String {
    match step {
        UsersAction::Add { name, role } => format!("add {name} as {role}"),
        UsersAction::Role { name, role } => format!("role of {name}: {role}"),
        UsersAction::Password { name } => format!("password of {name}"),
        UsersAction::Revoke { token: Some(number), .. } => format!("revoke token {number}"),
        UsersAction::Revoke { name, .. } => format!("revoke {name}"),
        UsersAction::Token { name, scope, days } => {
            format!("token of {name}: {}, {days} days", crate::users::Scopes::new(scope))
        }
        UsersAction::List | UsersAction::Log { .. } => String::new(),
    }
}

fn carry_out(users: &Users, step: &UsersAction) -> Result<Option<String>> {
    match step {
        UsersAction::Add { name, role } => users.add(name, *role, &password()?).map(|_| None),
        UsersAction::Role { name, role } => users.set_role(name, *role).map(|()| None),
        UsersAction::Password { name } => {
            users.account(name)?;
            users.set_password(name, &password()?).map(|()| None)
        }
        UsersAction::Revoke { name, token: Some(number) } => {
            let account = users.account(name)?;
            if !users.tokens()?.iter().any(|t| t.number == *number && t.user == account.name) {
                bail!("token {number} is not one of `{}`", account.name);
            }
            users.revoke_token(*number).map(|()| None)
        }
        UsersAction::Revoke { name, token: None } => users.revoke(name).map(|()| None),
        UsersAction::Token { name, scope, days } => users.make_token(name, scope, *days).map(Some),
        UsersAction::List | UsersAction::Log { .. } => Ok(None),
    }
}

/// A password: asked for twice at a terminal, else the first line of standard input; never an argument, which others on the
/// machine can see.
fn password() -> Result<String> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        let first = rpassword::prompt_password(format!("Password (at least {SHORTEST} characters): "));
        let first = first.context("reading the password")?;
        let second = rpassword::prompt_password("Again: ").context("reading the password")?;
        if first != second {
            bail!("these are two different passwords");
        }
        return Ok(first);
    }
    let mut line = String::new();
    std::io::Read::take(stdin.lock(), 4_096).read_line(&mut line).context("reading the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn list(users: &Users, out: Output) -> Result<()> {
    let (accounts, tokens) = (users.list()?, users.tokens()?);
    let day = |second: i64| written(second).get(..10).unwrap_or_default().to_owned();
    out.result(&json!({"users": accounts, "tokens": tokens}), || {
        if accounts.is_empty() {
            return "no users yet: faleme users DIR add NAME --role admin".into();
        }
        let rows: Vec<Vec<String>> = accounts
            .iter()
            .map(|a| {
                vec![a.name.clone(), a.role.to_string(), day(a.made), a.revoked.map(day).unwrap_or_default()]
            })
            .collect();
        let text = table(&["NAME", "ROLE", "SINCE", "REVOKED"], &rows);
        let rows: Vec<Vec<String>> = tokens
            .iter()
            .map(|t| {
                let revoked = t.revoked.map(day).unwrap_or_default();
                vec![t.number.to_string(), t.user.clone(), t.scopes.clone(), day(t.expires), revoked]
            })
            .collect();
        let more = table(&["TOKEN", "USER", "SCOPES", "UNTIL", "REVOKED"], &rows);
        if more.is_empty() { text } else { format!("{text}\n{more}") }
    })
}

fn log(users: &Users, limit: usize, out: Output) -> Result<()> {
    let entries = users.entries(limit)?;
    out.result(&entries, || {
        let done = |done: bool| if done { "yes" } else { "no" }.to_owned();
        let rows: Vec<Vec<String>> = entries
            .iter()
            .map(|e| {
                let words = [&e.at, &e.who, &e.what, &e.about, &e.address].map(String::clone);
                words.into_iter().chain([done(e.done)]).collect()
            })
            .collect();
        table(&["AT", "WHO", "WHAT", "ABOUT", "ADDRESS", "DONE"], &rows)
    })
}
