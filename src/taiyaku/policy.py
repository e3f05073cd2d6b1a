"""What a page may load: nothing from elsewhere, nothing inline.

Each page says so in a ``meta`` element. What that cannot say (``frame-ancestors``) and what belongs
to it stands in header files for hosts that read such: Netlify and Cloudflare Pages (``_headers``),
Apache (``.htaccess``), Vercel (``vercel.json``). GitHub Pages reads none.
"""

from __future__ import annotations

import json

OWN = ("style-src", "script-src", "img-src", "font-src", "media-src", "connect-src", "manifest-src")
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind} 'self'" for kind in OWN),
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def header_files() -> dict[str, str]:
    """The files that make the hosts send the headers, by name."""
    rows = HEADERS.items()
    apache = "".join(f'  Header always set {name} "{value}"\n' for name, value in rows)
    apache = f"<IfModule mod_headers.c>\n{apache}</IfModule>\n"
    listed = [{"key": name, "value": value} for name, value in rows]
    return {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in rows),
        ".htaccess": "ErrorDocument 404 /404.html\n" + apache,
        "vercel.json": json.dumps({"headers": [{"source": "/(.*)", "headers": listed}]}, indent=2)
        + "\n",
    }
