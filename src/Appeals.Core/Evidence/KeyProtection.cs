using System.Text;
using System.Xml.Linq;
using Appeals.Core.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

/// <summary>The keys of cookies and tokens lie in the database, so that all nodes share them.</summary>
public sealed class DatabaseXmlRepository(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        return [.. db.DataProtectionKeys.AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        db.DataProtectionKeys.Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}

/// <summary>Wraps such a key by the master key.</summary>
public sealed class MasterKeyXmlEncryptor(MasterKeyRing ring) : IXmlEncryptor
{
    public const string Purpose = "data-protection";
    public const string ElementName = "masterKeyWrapped";
    public const string KeyIdName = "masterKey";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(ToElement(ring.Wrap(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose)), typeof(MasterKeyXmlDecryptor));

    public static XElement ToElement(WrappedSecret wrapped) =>
        new(ElementName, new XAttribute(KeyIdName, wrapped.MasterKeyId), Convert.ToBase64String(wrapped.Bytes));

    public static WrappedSecret FromElement(XElement element) => new((string)element.Attribute(KeyIdName)!, Convert.FromBase64String(element.Value));
}

public sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var ring = services.GetRequiredService<MasterKeyRing>();
        return XElement.Parse(Encoding.UTF8.GetString(ring.Unwrap(MasterKeyXmlEncryptor.FromElement(encryptedElement), MasterKeyXmlEncryptor.Purpose)));
    }
}

public sealed class KeyProtection(IServiceScopeFactory scopes, MasterKeyRing ring) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = new DatabaseXmlRepository(scopes);
        options.XmlEncryptor = new MasterKeyXmlEncryptor(ring);
    }
}
