namespace FaceML.Training.Mining;

/// <summary>How the images of an epoch are put into batches.</summary>
public enum BatchSampling
{
    /// <summary>
    /// P identities with K images each (Hermans et al. 2017): each identity is seen equally often, and every batch holds genuine pairs.
    /// </summary>
    IdentityBalanced,

    /// <summary>Every image once an epoch, in random order.</summary>
    Shuffled,
}
