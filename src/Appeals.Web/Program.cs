using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Evidence;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Metrics;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Core.Scheduling;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Api;
using Appeals.Web.Demo;
using Appeals.Web.Features.Account;
using Appeals.Web.Features.Appeals;
using Appeals.Web.Features.Files;
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
builder.Services.AddScheduling();
builder.Services.AddHistory();
builder.Services.AddServiceLevels();
builder.Services.AddFiling();
builder.Services.AddReviewing();
builder.Services.AddDeciding();
builder.Services.AddEvidence(builder.Environment);
builder.Services.AddAnalysing();
builder.Services.AddAnalysisWorkers();
builder.Services.AddPlatformFigures();
builder.Services.AddBacklogReadings();
builder.Services.AddNotifying(builder.Configuration, builder.Environment);
builder.Services.AddEmailDelivery(builder.Configuration);
builder.Services.AddEvidenceSweep(builder.Configuration);
builder.Services.AddUploadPages();
builder.Services.AddFilePages();

var app = builder.Build();

app.UseSite();
app.UseApi();
app.UseAccess();
app.UseLanguages();

app.MapPages();
app.MapApi();

await DatabaseMigration.MigrateAsync(app.Services);
if (await MasterKeyCommand.TryRunAsync(app, args, Console.Out)) return;
await RoleSetup.EnsureRolesAsync(app.Services);
await app.SeedDemoAsync();
await app.RunAsync();
