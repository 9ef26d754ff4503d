namespace FaceML.Fusion;

/// <summary>How several scores become one.</summary>
public enum FaceFusionMethod
{
    /// <summary>
    /// A weighted sum learned by logistic regression (<see cref="Training.Fusion.LogisticFusion"/>): the log-odds where genuine and
    /// impostor pairs are equally likely.
    /// </summary>
    Logistic,

    /// <summary>
    /// The mean of the scores, each in deviations above its impostors' mean (<see cref="Training.Fusion.ZNormalization"/>): needs impostor
    /// pairs only.
    /// </summary>
    ZNorm,
}
