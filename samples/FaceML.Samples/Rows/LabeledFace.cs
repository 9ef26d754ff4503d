using FaceML.Columns;
using FaceML.Imaging;

namespace FaceML.Samples;

/// <summary>A row of the samples that learn from faces: an aligned face and whom it shows.</summary>
public sealed record LabeledFace([property: FaceColumnType] Image AlignedFace, string Identity);
