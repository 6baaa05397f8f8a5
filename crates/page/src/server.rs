//! The server: loopback unless asked otherwise, one page, one socket for each browser.
//!
//! What is checked before anything is answered stands in `server/gate.rs`, what a browser may do with the page in
//! `server/headers.rs`, how much a socket may ask in `server/limit.rs`. SECURITY.md names the test of each.

mod bundle;
mod connection;
mod desk;
mod gate;
mod headers;
mod house;
mod league;
mod letters;
mod limit;
mod plain;
mod shelf;
mod socket;

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::middleware;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::lab::Lab;
use house::House;

/// Ports that are tried, from the one asked for.
const PORTS_TRIED: u16 = 10;
/// How often the server looks whether anybody is still there.
const LOOK_EVERY: Duration = Duration::from_mins(1);
/// Time without a message after which the server stops.
const IDLE_STOP: Duration = Duration::from_hours(4);

/// How to open the page.
#[derive(Debug)]
pub struct Options {
    /// First port to try; 0 lets the system choose.
    pub port: u16,
    /// Whether others on the network may connect.
    pub is_lan: bool,
    /// Worlds on the page, the first one opened.
    pub labs: Vec<Lab>,
}

/// Why the page cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No port is free.
    #[error(
        "cannot listen on ports {first} to {last}: {source}\n  hint: choose another with `--port N`"
    )]
    Ports {
        /// First port tried.
        first: u16,
        /// Last port tried.
        last: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system has no randomness for a class code, or no threads.
    #[error("the system refuses: {0}")]
    System(String),
}

/// A page that is open.
pub struct Service {
    listener: TcpListener,
    house: Arc<House>,
}

impl Service {
    /// Opens the page: from here on connections wait to be served.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn open(options: Options) -> Result<Self, ServeError> {
        let address = if options.is_lan {
            Ipv4Addr::UNSPECIFIED
        } else {
            Ipv4Addr::LOCALHOST
        };
        let listener = listen(address, options.port).await?;
        let port = listener
            .local_addr()
            .map_err(|error| ServeError::System(error.to_string()))?
            .port();
        let house = House::new(options.labs, port, options.is_lan)?;
        Ok(Self {
            listener,
            house: Arc::new(house),
        })
    }

    /// Addresses to open in a browser, that of this machine first. With a class code they carry it after `#`.
    pub fn addresses(&self) -> Vec<String> {
        self.house.addresses()
    }

    /// Code of the class, where others may connect.
    pub fn code(&self) -> Option<&str> {
        self.house.code.as_deref()
    }

    /// Serves until `stop` comes or nobody has asked anything for four hours.
    ///
    /// # Errors
    /// When the system takes the port away.
    pub async fn serve(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let house = Arc::clone(&self.house);
        let end = async move {
            tokio::select! {
                () = stop => {}
                () = deserted(house) => {}
            }
        };
        axum::serve(self.listener, app(self.house))
            .with_graceful_shutdown(end)
            .await
            .map_err(|error| ServeError::System(error.to_string()))
    }

    /// Opens and serves on a runtime of its own: for callers without one.
    ///
    /// # Errors
    /// As [`Service::open`] and [`Service::serve`].
    pub fn run(
        options: Options,
        opened: impl FnOnce(&Self),
        stop: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| ServeError::System(error.to_string()))?;
        let result = runtime.block_on(async {
            let service = Self::open(options).await?;
            opened(&service);
            service
                .serve(async move {
                    while !stop() {
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                })
                .await
        });
        runtime.shutdown_timeout(Duration::from_secs(2));
        result
    }
}

async fn listen(address: Ipv4Addr, first: u16) -> Result<TcpListener, ServeError> {
    let last = first.saturating_add(if first == 0 { 0 } else { PORTS_TRIED });
    let mut why = std::io::Error::from(std::io::ErrorKind::AddrInUse);
    for port in first..=last {
        match TcpListener::bind(SocketAddr::new(IpAddr::V4(address), port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => why = error,
        }
    }
    Err(ServeError::Ports {
        first,
        last,
        source: why,
    })
}

/// Comes when nobody has asked anything for long.
async fn deserted(house: Arc<House>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if house.idle() > IDLE_STOP {
            return;
        }
    }
}

fn app(house: Arc<House>) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    Router::new()
        .route("/ws", get(socket::upgrade))
        .route("/report.html", get(plain::first))
        .route("/report/{file}", get(plain::of))
        .fallback(get(bundle::file))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&house),
            gate::check,
        ))
        .with_state(house)
        .into_make_service_with_connect_info::<SocketAddr>()
}
