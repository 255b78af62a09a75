using Appeals.Core.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Notifying;

public static class NotifyingRegistration
{
    /// <summary>What writes mails; every process needs it.</summary>
    public static IServiceCollection AddNotifying(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<PortalOptions>().Bind(configuration).PostConfigure(portal => portal.PublicUrl = OwnAddress(configuration) ?? portal.PublicUrl);
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateDataAnnotations()
            .Validate(o => environment.IsDevelopment() || o.Smtp.Host is { Length: > 0 }, "Email:Smtp:Host is required outside Development.")
            .Validate(o => o.Smtp.User is null == o.Smtp.Password is null, "Email:Smtp:User and Email:Smtp:Password belong together.")
            .Validate(o => o.Smtp.Timeout < o.Lease, "Email:Lease must be longer than Email:Smtp:Timeout.")
            .ValidateOnStart();
        services.AddSingleton<Links>();
        services.AddScoped<Notifier>();
        return services;
    }

    /// <summary>What sends them; for processes in the worker role.</summary>
    public static IServiceCollection AddEmailDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(EmailOptions.Section).Get<EmailOptions>() ?? new EmailOptions();
        if (options.Smtp.Host is { Length: > 0 }) services.AddScoped<IEmailSender, SmtpSender>();
        else services.AddSingleton<IEmailSender, DropFolderSender>();
        services.AddScoped<EmailDelivery>();
        return services.AddPickup<EmailJob>(options.Sweep);
    }

    /// <summary>Where a newcomer's server listens, while nobody has named a public address.</summary>
    private static Uri? OwnAddress(IConfiguration configuration) =>
        configuration[nameof(PortalOptions.PublicUrl)] is null && configuration["urls"] is { Length: > 0 } urls && Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var own)
            ? own : null;
}
