using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <summary>The demo lives in Development and on this machine only, even where its database was carried elsewhere.</summary>
public sealed class DemoGate(IHostEnvironment environment, IOptions<DemoOptions> options)
{
    public bool IsOpen => environment.IsDevelopment() && options.Value.Enabled;

    public bool IsOpenTo(HttpContext http) => IsOpen && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));

    /// <summary>The demo key is written in the settings for everybody to read.</summary>
    public bool Refuses(string key, HttpContext http) => IsDemoKey(key) && !IsOpenTo(http);

    private bool IsDemoKey(string key) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.ApiKey)));
}
