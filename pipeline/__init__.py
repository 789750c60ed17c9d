"""taiyaku (対訳): keeps medical articles in Japanese and English in step."""
