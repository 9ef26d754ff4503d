using FaceML.Import;

namespace FaceML.Tests.Support;

/// <summary>
/// A catalog with every network of the restore, those included that have to be converted first; converted once for all tests.
/// </summary>
internal static class AllNetworks
{
    private static readonly Lazy<NetworkCatalog> Lazy = new(() =>
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "converted-networks");
        foreach (string name in InstallableNetworks.Names)
        {
            InstallableNetworks.Install(name, folder, replace: true);
        }

        return NetworkCatalog.Default(folder);
    });

    public static NetworkCatalog Catalog => Lazy.Value;
}
