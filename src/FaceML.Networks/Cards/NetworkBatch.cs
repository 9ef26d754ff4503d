namespace FaceML.Networks;

/// <summary>How many images a network's input takes at once.</summary>
public enum NetworkBatch
{
    /// <summary>One. Several images are several runs.</summary>
    One,

    /// <summary>Any number: the file declares its first dimension as free.</summary>
    Dynamic,

    /// <summary>
    /// The file declares 1, but nothing in its graph depends on it: the first dimension of the inputs and outputs, and the
    /// leading 1 of constant reshapes, are freed in memory when the file is loaded. The file itself stays as it is.
    /// </summary>
    Freed,
}
