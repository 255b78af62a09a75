using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;

var builder = WebApplication.CreateBuilder(args);

builder.AddSite();
builder.AddAccess();
builder.AddLanguages();
builder.AddPages();

var app = builder.Build();

app.UseSite();
app.UseAccess();
app.UseLanguages();

app.MapPages();

await app.RunAsync();
