using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Shell;

public sealed class PolicyTests
{
    [Fact]
    public async Task Endpoints_OfTheSite_EachNameAPolicy()
    {
        await using var host = await ShellHost.StartAsync();

        // in Development the framework adds a fallback for files that appear after the build; without a policy it is refused
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.DisplayName != "Fallback {**path:file}").ToList();

        Assert.NotEmpty(endpoints);
        Assert.Empty(endpoints.Where(e => !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is not null)).Select(e => e.DisplayName));
    }
}
