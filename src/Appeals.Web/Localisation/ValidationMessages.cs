using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Localisation;

/// <summary>
/// Validation in both languages. An attribute without ErrorMessage says our general sentence from <see cref="ValidationText"/>;
/// ErrorMessage (and Display names) are keys into the text class of the form's own feature: Features.Filing has FilingText.
/// </summary>
public sealed class ValidationMessages(IStringLocalizerFactory factory) : IValidationMetadataProvider
{
    private const string General = "ValidationText.";

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (IsSilent(rule) && KeyOf(rule) is { } key) rule.ErrorMessage = General + key;
        }
    }

    public static void Localise(MvcDataAnnotationsLocalizationOptions options) =>
        options.DataAnnotationLocalizerProvider = (form, factory) => new FormTexts(factory.Create(typeof(ValidationText)), FeatureText(form) is { } text ? factory.Create(text) : null);

    public void Localise(MvcOptions options)
    {
        var texts = factory.Create(typeof(ValidationText));
        var binding = options.ModelBindingMessageProvider;
        binding.SetMissingBindRequiredValueAccessor(_ => texts["Missing"]);
        binding.SetMissingKeyOrValueAccessor(() => texts["Missing"]);
        binding.SetMissingRequestBodyRequiredValueAccessor(() => texts["NoBody"]);
        binding.SetValueMustNotBeNullAccessor(_ => texts["Missing"]);
        binding.SetAttemptedValueIsInvalidAccessor((value, _) => texts["Unreadable", value]);
        binding.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["Unreadable", value]);
        binding.SetUnknownValueIsInvalidAccessor(_ => texts["RegularExpression"]);
        binding.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["RegularExpression"]);
        binding.SetValueIsInvalidAccessor(value => texts["Unreadable", value]);
        binding.SetValueMustBeANumberAccessor(_ => texts["NotANumber"]);
        binding.SetNonPropertyValueMustBeANumberAccessor(() => texts["NotANumber"]);
        options.ModelMetadataDetailsProviders.Add(this);
    }

    /// <summary>Some attributes carry the framework's English sentence as their message from the start.</summary>
    private static bool IsSilent(ValidationAttribute rule) => rule.ErrorMessageResourceName is null && rule switch
    {
        EmailAddressAttribute => rule.ErrorMessage == new EmailAddressAttribute().ErrorMessage,
        UrlAttribute => rule.ErrorMessage == new UrlAttribute().ErrorMessage,
        _ => rule.ErrorMessage is null,
    };

    private static string? KeyOf(ValidationAttribute rule) => rule switch
    {
        StringLengthAttribute { MinimumLength: > 0 } => "StringLengthBetween",
        RequiredAttribute or StringLengthAttribute or MinLengthAttribute or MaxLengthAttribute or RangeAttribute or EmailAddressAttribute
            or UrlAttribute or CompareAttribute or RegularExpressionAttribute => rule.GetType().Name[..^"Attribute".Length],
        _ => null,
    };

    private static Type? FeatureText(Type form)
    {
        var feature = form.Namespace?.Split('.').Last();
        return form.Assembly.GetType($"{form.Namespace}.{feature}Text");
    }

    private sealed class FormTexts(IStringLocalizer general, IStringLocalizer? feature) : IStringLocalizer
    {
        public LocalizedString this[string name] => name.StartsWith(General, StringComparison.Ordinal) ? general[name[General.Length..]] : Own[name];

        public LocalizedString this[string name, params object[] arguments] =>
            name.StartsWith(General, StringComparison.Ordinal) ? general[name[General.Length..], arguments] : Own[name, arguments];

        private IStringLocalizer Own => feature ?? general;

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => Own.GetAllStrings(includeParentCultures);
    }
}
