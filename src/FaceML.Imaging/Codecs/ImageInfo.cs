namespace FaceML.Imaging;

/// <summary>What an image's header says, read without decoding its pixels.</summary>
/// <param name="Format">The format, by content and not by the file's name.</param>
/// <param name="StoredWidth">Columns as stored, before the orientation is applied.</param>
/// <param name="StoredHeight">Rows as stored, before the orientation is applied.</param>
/// <param name="Orientation">The EXIF orientation, 1 to 8; 1 when there is none.</param>
/// <param name="Frames">Frames of an animation or pages of a document, at least 1.</param>
public sealed record ImageInfo(ImageFormat Format, int StoredWidth, int StoredHeight, int Orientation, int Frames)
{
    /// <summary>Columns of the upright image.</summary>
    public int Width => Orientation >= 5 ? StoredHeight : StoredWidth;

    /// <summary>Rows of the upright image.</summary>
    public int Height => Orientation >= 5 ? StoredWidth : StoredHeight;
}
