namespace Appeals.Web.Demo;

/// <summary>A small platform with people and works to try everything on; in Development, from this machine, never otherwise.</summary>
public static class DemoSetup
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section);
        builder.Services.AddSingleton<DemoGate>();
    }
}
