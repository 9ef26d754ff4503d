using System.Numerics;

namespace FaceML.Imaging;

/// <summary>Lays out a label.</summary>
internal static class LabelPainter
{
    public static void Draw(Image image, Vector2 anchor, string text, Rgb background, float height)
    {
        float width = text.Length * height * 0.6f + height * 0.6f;
        Box ground = new(anchor.X, anchor.Y - height * 1.6f, anchor.X + width, anchor.Y);
        Vector2 half = new(width / 2, height * 0.8f);
        Shape.Fill(image, Shape.Grow(ground, 1), background, p => Shape.RoundedBox(p - ground.Center, half - new Vector2(3), 3));
    }
}
