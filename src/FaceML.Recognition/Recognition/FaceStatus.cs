namespace FaceML.Recognition;

/// <summary>What came of looking for one face in an image.</summary>
public enum FaceStatus
{
    /// <summary>There is a face, and it is usable.</summary>
    Found,

    /// <summary>There is no face.</summary>
    NoFace,

    /// <summary>There are several faces where only one is allowed.</summary>
    SeveralFaces,

    /// <summary>There is a face, but its points fix no alignment.</summary>
    NotAligned,

    /// <summary>There is no image to look at: its file is missing or cannot be decoded.</summary>
    NoImage,

    /// <summary>There is a face, but too little of it to tell people apart: its quality is below the floor of the quality model,
    /// or too much of it is covered (<see cref="FaceEmbedding.IsCovered"/>).</summary>
    NotRecognizable,
}
