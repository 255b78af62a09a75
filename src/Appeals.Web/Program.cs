using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Metrics;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.Scheduling;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Api;
using Appeals.Web.Demo;
using Appeals.Web.Features.Account;
using Appeals.Web.Features.Appeals;
using Appeals.Web.Features.Files;
using Appeals.Web.Features.Health;
using Appeals.Web.Features.Live;
using Appeals.Web.Features.Shared;
using Appeals.Web.Features.Uploads;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Appeals.Web.Telemetry;

var builder = WebApplication.CreateBuilder(args);

builder.AddSite();
builder.AddTelemetry();
builder.AddAccess();
builder.AddLanguages();
builder.AddPages();
builder.AddAccounts();
builder.AddLive();
builder.AddApi();
builder.AddDemo();
builder.Services.AddCreatorPages();

builder.Services.AddAppealsData(builder.Configuration, builder.Environment.ContentRootPath);
builder.Services.AddScheduling(builder.Configuration);
builder.Services.AddHistory();
builder.Services.AddServiceLevels();
builder.Services.AddFiling();
builder.Services.AddReviewing();
builder.Services.AddDeciding();
builder.Services.AddEvidence(builder.Environment);
builder.Services.AddAnalysing();
builder.Services.AddPlatformFigures();
builder.Services.AddNotifying(builder.Configuration, builder.Environment);
builder.Services.AddUploadPages();
builder.Services.AddFilePages();

var roles = builder.Configuration.ReadRoles();
if (roles.HasFlag(ProcessRoles.Worker))
{
    builder.Services.AddAnalysisWorkers();
    builder.Services.AddEmailDelivery(builder.Configuration);
    builder.Services.AddEvidenceSweep(builder.Configuration);
    builder.Services.AddSessionSweep();
    builder.Services.AddBacklogReadings();
}
builder.AddHealth();

var app = builder.Build();

app.UseSite();
app.UseApi();
app.UseAccess();
app.UseLanguages();

app.MapHealth();
if (roles.HasFlag(ProcessRoles.Web))
{
    app.MapPages();
    app.MapApi();
}
else
{
    app.MapNoPages();
}

await DatabaseMigration.MigrateAsync(app.Services);
Func<IHost, string[], TextWriter, Task<int?>>[] commands =
    [PlatformCommand.TryRunAsync, InvitationCommand.TryRunAsync, SecondFactorCommand.TryRunAsync, MasterKeyCommand.TryRunAsync, StoreCheckCommand.TryRunAsync];
foreach (var command in commands)
    if (await command(app, args, Console.Out) is { } code) return code;
await RoleSetup.EnsureRolesAsync(app.Services);
await app.SeedDemoAsync();
await app.RunAsync();
return 0;
