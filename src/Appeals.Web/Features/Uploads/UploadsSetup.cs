using Microsoft.AspNetCore.Connections;

namespace Appeals.Web.Features.Uploads;

public static class UploadsSetup
{
    public static void AddUploadPages(this IServiceCollection services)
    {
        services.AddScoped<UploadWords>();
        services.AddScoped<UploadQueries>();
        services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
    }
}
