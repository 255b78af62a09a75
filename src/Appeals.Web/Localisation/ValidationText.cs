namespace Appeals.Web.Localisation;

public sealed class ValidationText;
