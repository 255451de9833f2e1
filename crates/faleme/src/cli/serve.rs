//! `serve`.

use clap::Args;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Case folder
    pub dir: PathBuf,
    /// Port on this machine alone: one user, no set-up
    #[arg(long, default_value_t = 8080, conflicts_with = "listen")]
    pub port: u16,
    /// Address for others to reach, such as `0.0.0.0:8443`; takes `--users`
    #[arg(long, value_name = "ADDR", requires = "users")]
    pub listen: Option<SocketAddr>,
    /// Several users, who sign in (`faleme users` makes them)
    #[arg(long)]
    pub users: bool,
    /// Certificate chain (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A reverse proxy in front of this server speaks TLS with browsers, under this host name
    #[arg(long, value_name = "HOST", requires = "users", conflicts_with = "tls_cert")]
    pub behind_proxy: Option<String>,
    /// Private address from which that proxy comes (again for more); this machine without it. `X-Forwarded-For` of others counts for nothing
    #[arg(long, value_name = "IP", requires = "behind_proxy")]
    pub proxy_address: Vec<IpAddr>,
}
