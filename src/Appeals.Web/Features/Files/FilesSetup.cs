namespace Appeals.Web.Features.Files;

public static class FilesSetup
{
    public static void AddFilePages(this IServiceCollection services) => services.AddScoped<FileQueries>();
}
