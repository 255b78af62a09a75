using System.Net;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <summary>The demo lives in Development and on this machine only, even where its database was carried elsewhere.</summary>
public sealed class DemoGate(IHostEnvironment environment, IOptions<DemoOptions> options)
{
    /// <summary>A key of this name stands in the settings for everybody to read.</summary>
    public const string KeyName = "demo, this machine only";

    public bool IsOpen => environment.IsDevelopment() && options.Value.Enabled;

    public bool IsOpenTo(HttpContext http) => IsOpen && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));
}
