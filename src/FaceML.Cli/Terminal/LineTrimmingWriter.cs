using System.Text;

namespace FaceML.Cli;

/// <summary>Passes text on without the blanks at the ends of its lines: tables pad their cells, and a pipe has no use for that.</summary>
internal sealed class LineTrimmingWriter(TextWriter target) : TextWriter
{
    private int blanks;

    public override Encoding Encoding => target.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            blanks++;
            return;
        }

        if (value is not ('\n' or '\r'))
        {
            target.Write(new string(' ', blanks));
        }

        blanks = 0;
        target.Write(value);
    }

    public override void Flush() => target.Flush();
}
