using FaceML.Training;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>What learns from the user's own images.</summary>
    public FaceTrainerCatalog Trainers => new(Context);
}
