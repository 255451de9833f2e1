//! `partners`: whom one exchanges with, and the keys.

mod identity;
mod list;

pub use identity::{AGE, Identity, recipient};

use crate::case::Case;
use crate::cli::{Partners as Args, PartnersAction, Signed};
use crate::clock;
use crate::commands::review::signer;
use crate::output::Output;
use crate::store::{Logged, Mark, Partner, Store};
use anyhow::{Context, Result, bail};
use base::Tlp;
use exchange::bundle::{PublicKey, RecordId, plain};
use serde_json::json;
use std::process::ExitCode;

/// Longest name of a partner, code points.
const LONGEST_NAME: usize = 100;

/// Carries out a step.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    Case::load(&args.dir)?;
    let mut store = Store::open(&args.dir)?;
    match args.action.as_ref().unwrap_or(&PartnersAction::List) {
        PartnersAction::Key { renew } => key(args, &store, *renew, out)?,
        PartnersAction::List => list::list(&store, out)?,
        PartnersAction::Log { limit } => list::log(&store, *limit, out)?,
        PartnersAction::Add { name, key, encrypt, holds } => {
            let own = Identity::find(&args.dir)?.map(|own| own.signing.public());
            let (said, holds) = add(&mut store, own, (name, key, encrypt.as_deref(), *holds), out)?;
            let shown = json!({ "partner": name, "done": said, "holds": holds });
            out.result(&shown, || format!("{name}: {said}, holds {}", holds.as_str()))?;
        }
        PartnersAction::Revoke { name, signed } => revoke(&store, name, signed, out)?,
        PartnersAction::Mark { id, tlp, signed } => mark(&store, id, *tlp, signed, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// One's own keys, made at the first time.
fn key(args: &Args, store: &Store, renew: bool, out: Output) -> Result<()> {
    let there = Identity::find(&args.dir)?;
    let own = match there {
        Some(own) if !renew => own,
        old => {
            let own = Identity::make(&args.dir)?;
            let why = if old.is_some() { "a new key: partners must be given it" } else { "made" };
            log(store, "key", "", &own.signing.public().to_string(), why)?;
            if old.is_some() {
                out.note(
                    "bundles for the old key can no longer be opened: hand the new ones to your partners",
                );
            }
            own
        }
    };
    let public = own.signing.public();
    let (signing, fingerprint, recipient) = (public.to_string(), public.fingerprint(), own.recipient());
    let shown = json!({ "key": signing, "fingerprint": fingerprint, "encrypt": recipient });
    out.result(&shown, || {
        format!("key          {signing}\nencrypt      {recipient}\nfingerprint  {fingerprint}  (compare it by voice)")
    })
}

fn add(
    store: &mut Store,
    own: Option<PublicKey>,
    (name, key, encrypt, holds): (&str, &str, Option<&str>, Option<Tlp>),
    out: Output,
) -> Result<(&'static str, Tlp)> {
    let key = PublicKey::parse(key)?;
    if own == Some(key) {
        bail!("that is this case's own key: a partner's is printed by `faleme partners DIR key` at theirs");
    }
    let name = name.trim();
    if name.is_empty()
        || name.chars().count() > LONGEST_NAME
        || plain(name) != name
        || name.contains(['\n', '\t'])
    {
        bail!("a partner's name is one line of at most {LONGEST_NAME} characters");
    }
    if holds == Some(Tlp::Red) {
        bail!("TLP:RED is for the persons it was given to: no partner holds it");
    }
    if let Some(encrypt) = encrypt {
        identity::recipient(encrypt)?;
    }
    let said = store.add_partner(name, key, encrypt.map(str::trim), holds, clock::today())?;
    let partner = named(store, name)?;
    if said == "new key" && encrypt.is_none() && partner.encrypt.is_some() {
        out.note("what you share is encrypted for the age recipient listed before: if that was renewed as well, give --encrypt");
    }
    log(store, "add", name, &key.to_string(), &format!("{said}, holds {}", partner.holds.as_str()))?;
    Ok((said, partner.holds))
}

fn revoke(store: &Store, name: &str, signed: &Signed, out: Output) -> Result<()> {
    let (partner, by) = (named(store, name)?, signer(signed)?);
    let why = signed.why.trim();
    let keys = store.revoke_partner(&partner.name, clock::today(), &by, why)?;
    if keys == 0 {
        bail!("every key of {} is revoked already", partner.name);
    }
    log(store, "revoke", &partner.name, "every key", &format!("by {by}: {why}"))?;
    let name = &partner.name;
    out.result(&json!({ "partner": name, "revoked": keys }), || {
        format!("{name}: revoked; bundles signed so are refused, and what it sent no longer counts")
    })
}

/// A person's marking of what a partner sent: never looser than stated, and of what came unmarked never CLEAR.
fn mark(store: &Store, id: &str, tlp: Tlp, signed: &Signed, out: Output) -> Result<()> {
    let by = signer(signed)?;
    let (record, stated) = find(store, id)?;
    match stated {
        Some(stated) if tlp < stated => {
            bail!("its sender marked it {}: a marking is not loosened here", stated.as_str())
        }
        None if tlp == Tlp::Clear => {
            bail!(
                "it came unmarked: whether it may be published is for its sender to say (GREEN is the widest here)"
            )
        }
        _ => {}
    }
    let why = signed.why.trim().to_owned();
    log(store, "mark", "", &record.short(), &format!("{} by {by}: {why}", tlp.as_str()))?;
    store.mark(&record, &Mark { tlp, on: clock::today(), by, why })?;
    out.result(&json!({ "record": record, "tlp": tlp }), || format!("{}: {}", record.short(), tlp.as_str()))
}

/// The one partner's record that an id or the beginning of one names, and its stated marking.
fn find(store: &Store, id: &str) -> Result<(RecordId, Option<Tlp>)> {
    let digits = id.strip_prefix(RecordId::PREFIX).unwrap_or(id);
    let counted = store.counted(&store.partners()?)?;
    let mut found = counted.iter().flat_map(|c| &c.records).filter(|(id, _)| id.as_str().starts_with(digits));
    let (id, record) = found.next().filter(|_| digits.len() >= 8).with_context(|| missing(id))?;
    if found.any(|(other, _)| other != id) {
        bail!("`{digits}` begins several ids: write more of it");
    }
    Ok((id.clone(), record.tlp))
}

fn missing(id: &str) -> String {
    format!("no partner sent a record `{id}` (faleme receive DIR --format json lists them)")
}

/// A partner by name, whatever the case of its letters.
pub fn named(store: &Store, name: &str) -> Result<Partner> {
    let mut partners = store.partners()?;
    let at = partners.iter().position(|p| p.name.eq_ignore_ascii_case(name.trim()));
    match at {
        Some(at) => Ok(partners.swap_remove(at)),
        None => bail!(
            "there is no partner `{name}` (faleme partners DIR lists them; add NAME --key KEY adds one)"
        ),
    }
}

/// A line of the log, of something that was done.
pub fn log(store: &Store, what: &str, who: &str, about: &str, why: &str) -> Result<()> {
    let [what, who, about, why] = [what, who, about, why].map(|words| plain(words).replace('\n', " "));
    store.log_exchange(&Logged { at: clock::written(clock::now()), what, who, about, done: true, why })
}
