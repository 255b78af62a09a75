using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Scheduling;
using Appeals.Web.Features.Account;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;

var builder = WebApplication.CreateBuilder(args);

builder.AddSite();
builder.AddAccess();
builder.AddLanguages();
builder.AddPages();
builder.AddAccounts();

builder.Services.AddAppealsData(builder.Configuration, builder.Environment.ContentRootPath);
builder.Services.AddScheduling();
builder.Services.AddNotifying(builder.Configuration, builder.Environment);
builder.Services.AddEmailDelivery(builder.Configuration);

var app = builder.Build();

app.UseSite();
app.UseAccess();
app.UseLanguages();

app.MapPages();

await DatabaseMigration.MigrateAsync(app.Services);
await RoleSetup.EnsureRolesAsync(app.Services);
await app.RunAsync();
