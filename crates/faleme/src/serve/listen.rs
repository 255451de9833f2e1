//! Connections: so many at a time, each with a limit on how long its head may take.

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// Connections open at a time; further ones wait in the kernel's queue.
const CONNECTIONS: usize = 1_000;
/// A client that takes longer to say what it wants is let go.
const HEAD: Duration = Duration::from_secs(10);
/// Answers under way when the server ends may take so long.
const LAST: Duration = Duration::from_secs(5);

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

/// Serves until Ctrl-C; answers under way are ended.
pub async fn serve(listener: TcpListener, router: Router) -> Result<()> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
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
        let router = router.clone();
        tokio::spawn(async move {
            let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(from);
                router.clone().oneshot(request)
            });
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
            // What fails here is the client's line: there is nobody to tell.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(LAST, places.acquire_many(all)).await;
    Ok(())
}
