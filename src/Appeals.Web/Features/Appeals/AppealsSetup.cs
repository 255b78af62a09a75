using Appeals.Web.Features.Contest;
using Appeals.Web.Features.Works;

namespace Appeals.Web.Features.Appeals;

/// <summary>The creator's pages: works, contesting a label, appeals.</summary>
public static class AppealsSetup
{
    public static void AddCreatorPages(this IServiceCollection services)
    {
        services.AddScoped<CreatorClock>();
        services.AddScoped<WorksQueries>();
        services.AddScoped<DraftQueries>();
        services.AddScoped<FindingsQueries>();
        services.AddScoped<AppealQueries>();
    }
}
