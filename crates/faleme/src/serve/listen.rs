//! Connections: so many at a time, and of one address; each with a limit on how long its head may take; encrypted where a
//! certificate is given.

use super::hosts::{Hosts, Proxy, is_near};
use super::line::Unstalled;
use super::pace::network;
use crate::cli::Serve;
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Request;
use base::Issue;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tower::ServiceExt;

/// Connections open at a time; further ones wait in the kernel's queue.
const CONNECTIONS: usize = 1_000;
/// Of one address, but for a proxy, through which all come.
const OF_ONE: usize = 256;
/// A client that takes longer to say what it wants is let go.
const HEAD: Duration = Duration::from_secs(10);
/// Answers under way when the server ends may take so long.
const LAST: Duration = Duration::from_secs(5);
/// What those hear who open too many connections.
const ENOUGH: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 10\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// How lines to clients are kept from others.
pub enum Line {
    /// They do not leave this machine.
    Loopback,
    /// They are encrypted here.
    Tls(TlsAcceptor, CertificateDer<'static>),
    /// A proxy in front encrypts them.
    Proxy(Proxy),
}

impl Line {
    /// What the arguments ask for; several users only where nobody can listen.
    pub fn of(args: &Serve) -> Result<Self> {
        match (&args.tls_cert, &args.tls_key, &args.behind_proxy) {
            (Some(chain), Some(key), None) if args.users => tls(chain, key),
            (Some(_), ..) => bail!("--tls-cert is for several users: add --users"),
            (None, _, Some(_))
                if args.listen.is_some_and(|a| !a.ip().is_unspecified() && !is_near(a.ip())) =>
            {
                bail!(
                    "--behind-proxy leaves the line to the proxy unencrypted, and --listen names an address that others reach: \
                 listen on one of this machine or of a private network"
                )
            }
            (None, _, Some(host)) if args.users => {
                Proxy::new(host, &args.proxy_address).map(Self::Proxy).map_err(anyhow::Error::msg)
            }
            _ if args.users => bail!(
                "several users take an encrypted line: --tls-cert FILE --tls-key FILE, or --behind-proxy HOST where a \
                 reverse proxy encrypts it"
            ),
            _ if args.listen.is_some() => bail!("--listen is for several users: add --users"),
            _ => Ok(Self::Loopback),
        }
    }

    /// Whether this server itself encrypts.
    pub fn is_tls(&self) -> bool {
        matches!(self, Self::Tls(..))
    }

    /// The names under which it answers.
    pub fn hosts(&self, address: SocketAddr) -> Hosts {
        match self {
            Self::Loopback => Hosts::Loopback(address.port()),
            Self::Tls(_, certificate) => Hosts::Certificate(certificate.clone(), address.port()),
            Self::Proxy(proxy) => Hosts::Proxy(proxy.clone()),
        }
    }
}

/// What is told of a line that is not encrypted here and that every network of this machine may reach.
pub fn reached_by_others(args: &Serve) -> Option<Issue> {
    args.behind_proxy.as_ref()?;
    args.listen.filter(|address| address.ip().is_unspecified())?;
    let message =
        "--listen takes in whatever network reaches this machine, and the line to the proxy is not encrypted";
    let help = "listen on the address that the proxy speaks to, or let nothing but the proxy reach the port; name the \
                proxy's own address with --proxy-address";
    Some(Issue::warning("serve.open_line", message).help(help))
}

/// Until Ctrl-C, or until the system asks the program to end.
async fn asked_to_end() {
    #[cfg(unix)]
    if let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn tls(chain: &Path, key: &Path) -> Result<Line> {
    let reading = |path: &Path| format!("reading {}", path.display());
    let certificates: Vec<CertificateDer<'static>> =
        CertificateDer::pem_file_iter(chain).and_then(Iterator::collect).with_context(|| reading(chain))?;
    let first =
        certificates.first().cloned().with_context(|| format!("{} holds no certificate", chain.display()))?;
    let secret = PrivateKeyDer::from_pem_file(key).with_context(|| reading(key))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|c| c.with_no_client_auth().with_single_cert(certificates, secret))
        .context("the certificate and its key do not go together")?;
    Ok(Line::Tls(TlsAcceptor::from(Arc::new(config)), first))
}

/// Takes an address.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("port {} is in use: choose another one (--port)", address.port())
        }
        Err(error) => Err(error).with_context(|| format!("listening on {address}")),
    }
}

/// Connections by address.
type Open = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// One connection of an address, counted until it is let go.
struct Counted(Open, IpAddr);

impl Counted {
    fn one_more(open: &Open, address: IpAddr) -> Option<Self> {
        let address = network(address);
        let mut all = open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(address).or_default();
        if *count >= OF_ONE {
            return None;
        }
        *count += 1;
        Some(Self(Arc::clone(open), address))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.1);
            }
        }
    }
}

/// Serves until it is asked to end; answers under way are ended.
pub async fn serve(listener: TcpListener, line: Line, router: Router) -> Result<()> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let open = Open::default();
    let line = Arc::new(line);
    let mut stop = std::pin::pin!(asked_to_end());
    loop {
        let place = Arc::clone(&places).acquire_owned().await.context("taking a connection")?;
        let (stream, from) = tokio::select! {
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                // One connection that failed, or too many open files: the next may do.
                Err(_) => { tokio::time::sleep(Duration::from_millis(50)).await; continue }
            },
            _ = &mut stop => break,
        };
        let counted = match &*line {
            Line::Proxy(proxy) if proxy.speaks(from.ip()) => None,
            _ => match Counted::one_more(&open, from.ip()) {
                Some(counted) => Some(counted),
                None => {
                    let _ = stream.try_write(ENOUGH);
                    continue;
                }
            },
        };
        let (router, line) = (router.clone(), Arc::clone(&line));
        tokio::spawn(async move {
            one(stream, from, &line, router).await;
            drop((place, counted));
        });
    }
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(LAST, places.acquire_many(all)).await;
    Ok(())
}

/// Serves one connection. What fails here is the client's line: there is nobody to tell.
async fn one(stream: TcpStream, from: SocketAddr, line: &Line, router: Router) {
    let _ = stream.set_nodelay(true);
    let stream = Unstalled::new(stream);
    match line {
        Line::Tls(acceptor, _) => {
            if let Ok(Ok(stream)) = tokio::time::timeout(HEAD, acceptor.accept(stream)).await {
                speak(stream, from, router).await;
            }
        }
        Line::Loopback | Line::Proxy(_) => speak(stream, from, router).await,
    }
}

async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin + 'static, from: SocketAddr, router: Router) {
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(from);
        router.clone().oneshot(request)
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
