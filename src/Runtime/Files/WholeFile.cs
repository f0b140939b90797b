namespace Lithoscope.Runtime;

/// <summary>Files that are read into memory as a whole, which no file may fill.</summary>
public static class WholeFile
{
    private const int Piece = 1 << 16;

    /// <summary>The content of a file, or null where it holds more than <paramref name="most"/> bytes. Devices and pipes, which do not say their length, are read no further than that.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Read(string path, int most)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        if (stream.CanSeek && stream.Length > most) return null;
        var (bytes, length) = (new byte[stream.CanSeek ? (int)stream.Length : 0], 0);
        while (true)
        {
            if (length < bytes.Length)
            {
                var read = stream.Read(bytes, length, bytes.Length - length);
                if (read == 0) return bytes[..length];
                length += read;
                continue;
            }

            // Only a byte that comes after all shows that there is more.
            var next = stream.ReadByte();
            if (next < 0) return bytes;
            if (length == most) return null;
            Array.Resize(ref bytes, (int)Math.Min(most, length + Math.Max((long)length, Piece)));
            bytes[length++] = (byte)next;
        }
    }
}
