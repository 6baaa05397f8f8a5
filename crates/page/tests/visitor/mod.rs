//! A visitor of the page, over a real socket.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "each test program takes what it needs"
)]

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use page::{Lab, Options, Service};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message, client::IntoClientRequest};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A page that is open, and what closes it.
pub struct Open {
    pub host: String,
    pub addresses: Vec<String>,
    pub code: Option<String>,
    _stop: oneshot::Sender<()>,
}

pub async fn open(labs: Vec<Lab>) -> Open {
    open_to(labs, false).await
}

pub async fn open_to(labs: Vec<Lab>, is_lan: bool) -> Open {
    let service = Service::open(Options {
        port: 0,
        is_lan,
        labs,
    })
    .await
    .unwrap();
    let (addresses, code) = (service.addresses(), service.code().map(str::to_owned));
    let host = host_of(&addresses[0]);
    let (stop, stopped) = oneshot::channel();
    tokio::spawn(service.serve(async move { drop(stopped.await) }));
    Open {
        host,
        addresses,
        code,
        _stop: stop,
    }
}

/// Host and port of an address.
pub fn host_of(address: &str) -> String {
    let rest = address.trim_start_matches("http://");
    rest.split('/').next().unwrap_or_default().to_owned()
}

/// Worlds of a year, so that a crowd of runs stays short.
pub fn short_labs() -> Vec<Lab> {
    let shorten = |mut lab: Lab| {
        lab.scenario.clock.weeks = 52;
        lab
    };
    Lab::shipped().into_iter().map(shorten).collect()
}

pub async fn connect(host: &str) -> Result<Socket, Error> {
    connect_as(host, &format!("http://{host}")).await
}

pub async fn connect_as(host: &str, origin: &str) -> Result<Socket, Error> {
    let mut request = format!("ws://{host}/ws").into_client_request()?;
    request
        .headers_mut()
        .insert("origin", origin.parse().unwrap());
    Ok(connect_async(request).await?.0)
}

pub async fn say(socket: &mut Socket, message: &Value) {
    socket
        .send(Message::Text(message.to_string().into()))
        .await
        .unwrap();
}

/// The next message, or nothing when the socket is closed.
pub async fn hear(socket: &mut Socket) -> Option<Value> {
    loop {
        match timeout(Duration::from_secs(30), socket.next())
            .await
            .unwrap()?
        {
            Ok(Message::Text(text)) => return serde_json::from_str(&text).ok(),
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            Ok(_) | Err(_) => return None,
        }
    }
}

pub async fn greeted(host: &str) -> Socket {
    greeted_with(host, None).await
}

pub async fn greeted_with(host: &str, code: Option<&str>) -> Socket {
    let mut socket = connect(host).await.unwrap();
    say(
        &mut socket,
        &json!({"type": "hello", "contract": 1, "code": code}),
    )
    .await;
    assert_eq!(hear(&mut socket).await.unwrap()["type"], "welcome");
    socket
}

pub fn play(id: u32, seed: u64, licences: f64) -> Value {
    json!({"type": "play", "id": id, "spec": {"world": "one_metal", "seed": seed, "levers": {"licences": licences}}})
}
