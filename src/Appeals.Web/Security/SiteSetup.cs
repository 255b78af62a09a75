using System.Net;
using IPNetwork = System.Net.IPNetwork;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Security;

/// <summary>Everything between the socket and the first page: address, limits, headers, error pages, rates.</summary>
public static class SiteSetup
{
    public static void AddSite(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<SiteOptions>().Bind(builder.Configuration).ValidateDataAnnotations()
            .Validate(o => development || o.PublicUrl is { IsAbsoluteUri: true, Scheme: "https" }, "PublicUrl must be an absolute https address outside Development.")
            .Validate(o => o.TrustedProxies.All(p => IPNetwork.TryParse(p, out _) || IPAddress.TryParse(p, out _)), "TrustedProxies must hold addresses or networks.")
            .ValidateOnStart();
        builder.Services.AddOptions<RequestLimitOptions>().BindConfiguration(RequestLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((headers, site) => TrustOnly(site.Value.TrustedProxies, headers));
        builder.Services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<IOptions<RequestLimitOptions>>((kestrel, limits) => kestrel.Limits.MaxRequestBodySize = limits.Value.FormBytes);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.AddRateLimits();
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseHttpsRedirection();
        }
        app.UseFriendlyErrors();
    }

    private static void TrustOnly(IList<string> proxies, ForwardedHeadersOptions headers)
    {
        headers.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        headers.KnownIPNetworks.Clear();
        headers.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) headers.KnownProxies.Add(address);
            else headers.KnownIPNetworks.Add(IPNetwork.Parse(proxy));
        }
    }
}
