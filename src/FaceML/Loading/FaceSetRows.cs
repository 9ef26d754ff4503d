namespace FaceML.Loading;

/// <summary>A row of <see cref="FaceDataCatalog.LoadAgeDb(string)"/>: an image of a person at an age.</summary>
internal sealed class FaceAgeRow
{
    /// <summary>The image's file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The person.</summary>
    public string Identity { get; set; } = "";

    /// <summary>The age in years.</summary>
    public float Age { get; set; }
}

/// <summary>A row of <see cref="FaceDataCatalog.LoadWiderFace(string, string)"/>: an image and the faces in it.</summary>
internal sealed class FaceBoxesRow
{
    /// <summary>The image's file.</summary>
    public string Path { get; set; } = "";

    /// <summary>Left, top, width and height of each face.</summary>
    [VectorType]
    public float[] Boxes { get; set; } = [];

    /// <summary>Blur, expression, illumination, invalid, occlusion and pose of each face.</summary>
    [VectorType]
    public float[] Attributes { get; set; } = [];
}

/// <summary>A row of <see cref="FaceDataCatalog.LoadIjbcFaces(string)"/>: a face of a template.</summary>
internal sealed class TemplateFaceRow
{
    /// <summary>The name of the image.</summary>
    public string Image { get; set; } = "";

    /// <summary>The template.</summary>
    public int Template { get; set; }

    /// <summary>The medium.</summary>
    public int Medium { get; set; }
}

/// <summary>A row of <see cref="FaceDataCatalog.LoadIjbcPairs(string)"/>: two templates that are compared.</summary>
internal sealed class TemplatePairRow
{
    /// <summary>The first template.</summary>
    public int Template1 { get; set; }

    /// <summary>The second.</summary>
    public int Template2 { get; set; }

    /// <summary>Whether both show the same person.</summary>
    public bool Label { get; set; }
}
