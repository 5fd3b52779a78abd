/** The complete production configuration of the second article, as it is printed there. */
export const production = `global
    log /dev/log local0
    log /dev/log local1 notice
    maxconn 100000
    user haproxy
    group haproxy
    daemon
    ssl-default-bind-ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
    ssl-default-bind-options prefer-client-ciphers ssl-min-ver TLSv1.2 no-tls-tickets
    tune.ssl.default-dh-param 2048
    tune.maxrewrite 1024

defaults
    log     global
    mode    http
    option  httplog clf
    option  dontlognull
    option  forwardfor
    option  http-server-close
    timeout connect  5s
    timeout client  30s
    timeout server  30s
    timeout tunnel  3600s
    maxconn 10000
    errorfile 400 /etc/haproxy/errors/400.http
    errorfile 403 /etc/haproxy/errors/403.http
    errorfile 429 /etc/haproxy/errors/429.http
    errorfile 500 /etc/haproxy/errors/500.http
    errorfile 502 /etc/haproxy/errors/502.http
    errorfile 503 /etc/haproxy/errors/503.http
    errorfile 504 /etc/haproxy/errors/504.http

# -----------------------------------------------
# Frontend: HTTPS + WSS on port 443
# -----------------------------------------------
frontend https_frontend
    bind *:443 ssl crt /etc/haproxy/certs/solvethenetwork.com.pem alpn h2,http/1.1
    bind *:80
    http-request redirect scheme https code 301 unless { ssl_fc }

    # Security headers
    http-response set-header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload"

    # Prevent X-Forwarded-For spoofing
    http-request del-header X-Forwarded-For
    http-request set-header X-Forwarded-Proto https if { ssl_fc }
    http-request set-header X-Forwarded-Proto http  unless { ssl_fc }

    # WebSocket rate limiting
    stick-table type ip size 200k expire 120s store conn_cur,conn_rate(10s)
    http-request track-sc0 src if { hdr(Upgrade) -i websocket }
    http-request deny deny_status 429 if { hdr(Upgrade) -i websocket } { sc_conn_cur(0) gt 100 }
    http-request deny deny_status 429 if { hdr(Upgrade) -i websocket } { sc_conn_rate(0) gt 30 }

    # WebSocket detection
    acl is_websocket     hdr(Upgrade) -i websocket
    acl is_ws_connection hdr_sub(Connection) -i upgrade

    # Path-based WebSocket routing
    acl ws_path_chat   path_beg /ws/chat
    acl ws_path_notify path_beg /ws/notifications

    use_backend ws_chat_backends   if is_websocket is_ws_connection ws_path_chat
    use_backend ws_notify_backends if is_websocket is_ws_connection ws_path_notify
    use_backend ws_backends        if is_websocket is_ws_connection
    default_backend http_backends

# -----------------------------------------------
# Backend: Chat WebSocket (long-lived, sticky)
# -----------------------------------------------
backend ws_chat_backends
    balance leastconn
    cookie  WSCHAT insert indirect nocache httponly samesite strict
    timeout tunnel 7200s
    option  httpchk
    http-check connect
    http-check send meth GET uri /ws/health ver HTTP/1.1 hdr Host solvethenetwork.com hdr Upgrade websocket hdr Connection Upgrade hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ== hdr Sec-WebSocket-Version 13
    http-check expect status 101
    server chat-01 10.10.10.11:9001 check inter 10s fall 2 rise 3 cookie chat01 maxconn 5000
    server chat-02 10.10.10.12:9001 check inter 10s fall 2 rise 3 cookie chat02 maxconn 5000

# -----------------------------------------------
# Backend: Notification WebSocket (short-lived)
# -----------------------------------------------
backend ws_notify_backends
    balance roundrobin
    timeout tunnel 1800s
    option  httpchk
    http-check connect
    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host solvethenetwork.com
    http-check expect status 200
    server notify-01 10.10.10.21:9002 check inter 5s fall 3 rise 2
    server notify-02 10.10.10.22:9002 check inter 5s fall 3 rise 2

# -----------------------------------------------
# Backend: Generic WebSocket
# -----------------------------------------------
backend ws_backends
    balance leastconn
    cookie  WSID insert indirect nocache httponly samesite strict
    timeout tunnel 3600s
    option  httpchk
    http-check connect
    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host solvethenetwork.com
    http-check expect status 200
    server ws-01 10.10.10.31:8080 check inter 10s fall 2 rise 3 cookie ws01
    server ws-02 10.10.10.32:8080 check inter 10s fall 2 rise 3 cookie ws02
    server ws-03 10.10.10.33:8080 check inter 10s fall 2 rise 3 cookie ws03

# -----------------------------------------------
# Backend: Standard HTTP
# -----------------------------------------------
backend http_backends
    balance roundrobin
    option  httpchk
    http-check connect
    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host solvethenetwork.com
    http-check expect status 200
    server app-01 10.10.10.41:8080 check inter 5s fall 3 rise 2
    server app-02 10.10.10.42:8080 check inter 5s fall 3 rise 2
    server app-03 10.10.10.43:8080 check inter 5s fall 3 rise 2
`;
