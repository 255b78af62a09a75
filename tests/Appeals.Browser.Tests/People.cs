namespace Appeals.Browser.Tests;

/// <summary>The demo's people, by the addresses on their sign-in buttons.</summary>
public static class People
{
    public const string Lin = "lin.ji@demo.example";
    public const string Ines = "ines.duarte@demo.example";
    public const string Tan = "tan.mei@demo.example";
    public const string Sana = "sana.rao@demo.example";
    public const string Jonas = "jonas.weiss@demo.example";
}
