using FaceML.Training;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>What learns from the user's own pictures.</summary>
    public FaceTrainerCatalog Trainers => new(Context);
}
