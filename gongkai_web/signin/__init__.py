"""登录: how does somebody of the staff get in, and how is guessing kept out?"""
