using FaceML.Loading;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Loaders of labeled images and pairs: folders and files of one's own, and the published sets of the field.</summary>
    public FaceDataCatalog Data => new(Context);
}
