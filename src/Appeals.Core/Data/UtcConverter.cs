using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Appeals.Core.Data;

/// <summary>Times go in as UTC and come out as UTC; a local or unspecified time is a mistake and throws.</summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    value => Demand(value), value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime Demand(DateTime value) =>
        value.Kind == DateTimeKind.Utc ? value : throw new ArgumentException("A time in the database is always UTC.", nameof(value));
}
